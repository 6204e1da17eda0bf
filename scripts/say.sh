# say ZH EN: one sentence in the language of the terminal. To be sourced.
say() {
    case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
        zh*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "$2" ;;
    esac
}
