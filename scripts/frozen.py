"""Where the installed program starts: the same as the command `gatepost` of a checkout."""

import multiprocessing

from ui.start import main

# A helper process starts as the program itself and must not become a second one.
multiprocessing.freeze_support()
main()
