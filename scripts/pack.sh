#!/usr/bin/env bash
# Makes dist/gatepost_VERSION_ARCH.deb of dist/gatepost: the program in /opt/gatepost, the command, an entry in the menu.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/say.sh
version=$(.venv/bin/python -c 'import app; print(app.__version__)')
arch=$(dpkg --print-architecture)
glibc=$(getconf GNU_LIBC_VERSION | cut -d' ' -f2)
tree=build/deb
deb=dist/gatepost_${version}_$arch.deb

# What PyInstaller leaves to the system, and the glibc it was built with.
needed() { { echo "libc6 (>= $glibc)"; grep -v '^#' scripts/packages.txt | xargs -n1; } | paste -sd, | sed 's/,/, /g'; }

rm -rf "$tree"
install -d "$tree"/{DEBIAN,opt,usr/bin,usr/share/applications,usr/share/icons/hicolor/scalable/apps,usr/share/doc/gatepost}
cp -a dist/gatepost "$tree/opt/gatepost"
ln -s /opt/gatepost/gatepost "$tree/usr/bin/gatepost"
install -m 644 resources/icons/door-open.svg "$tree/usr/share/icons/hicolor/scalable/apps/gatepost.svg"
install -m 644 LICENSE "$tree/usr/share/doc/gatepost/copyright"
cat > "$tree/usr/share/applications/gatepost.desktop" <<END
[Desktop Entry]
Type=Application
Name=Gatepost
Name[zh_CN]=校园值守台
Comment=The duty posts of a campus: gate and dormitory
Comment[zh_CN]=校门与公寓的值守登记
Exec=gatepost
Icon=gatepost
Categories=Office;
END
cat > "$tree/DEBIAN/control" <<END
Package: gatepost
Version: $version
Architecture: $arch
Maintainer: the authors of Gatepost <gatepost@localhost>
Installed-Size: $(du -sk "$tree" | cut -f1)
Depends: $(needed)
Section: misc
Priority: optional
Description: duty posts of a campus, gate and dormitory (校园值守台)
 Reads codes with a webcam, decides by the campus's control level, and keeps records that can neither be lost nor
 quietly changed. Works for weeks without a network.
END
chmod -R u=rwX,go=rX "$tree"
dpkg-deb --root-owner-group -Zzstd --build "$tree" "$deb" >/dev/null
say "安装包：$deb（$(du -h "$deb" | cut -f1)）。安装：sudo apt install ./$deb" \
    "The installer: $deb ($(du -h "$deb" | cut -f1)). To install: sudo apt install ./$deb"
