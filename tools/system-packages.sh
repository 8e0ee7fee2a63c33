#!/usr/bin/env bash
# Debian/Ubuntu packages that pip cannot bring: Qt's system libraries and the tests' tools.
#
#   tools/system-packages.sh base|package
#
# Installs what is missing when it may (root, or sudo without a password); otherwise names it and
# goes on, since much works without. A group entry `a|b` means: whichever of these names the
# distribution knows (libraries were renamed for 64-bit time).
set -euo pipefail

base=(
    python3-venv
    # QtGui, QtWidgets, and the platform plugins for a screen
    libgl1 libegl1 libfontconfig1 libfreetype6 libdbus-1-3 'libglib2.0-0t64|libglib2.0-0'
    libbrotli1 libzstd1
    libx11-6 libx11-xcb1 libxext6 libxrandr2 libxkbcommon0 libxkbcommon-x11-0
    libxcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1
    libxcb-xfixes0 libxcb-xkb1
    # QtNetwork, QtPrintSupport, QtMultimedia and QtTextToSpeech
    libgssapi-krb5-2 'libcups2t64|libcups2' libpulse0 libspeechd2
    # tests: counting fsyncs, cutting power, windows on a screen that is none
    strace xvfb xauth
    # tests: a print queue that prints nothing
    cups-daemon cups-client
    # tests: pages in a real browser
    'chromium|chromium-browser'
)
# PyInstaller reads libraries with objdump and takes Python along as a shared library.
python=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true)
package=(binutils "libpython${python}t64|libpython${python}")

usage() { echo "usage: $0 base|package" >&2; exit 2; }
case "${1:-}" in
    base) wanted=("${base[@]}") ;;
    package) wanted=("${package[@]}") ;;
    *) usage ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "setup: not a Debian or Ubuntu; these packages' contents are taken for granted: ${wanted[*]}" >&2
    exit 0
fi

declare -A installed=()
while read -r status name; do
    [ "$status" = installed ] && installed[$name]=1
done < <(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n')

missing=()
for entry in "${wanted[@]}"; do
    found=
    for name in ${entry//|/ }; do
        [ -n "${installed[$name]:-}" ] && found=1
    done
    [ -n "$found" ] || missing+=("$entry")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root=(sudo -n)
    else
        echo "setup: may not install packages here. Missing, to be installed by an administrator:" >&2
        printf '  %s\n' "${missing[@]//|/ or }" >&2
        exit 0
    fi
fi
apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@"; }

echo "setup: installing ${missing[*]//|/ or }" >&2
apt_get update || echo "setup: the package lists could not be refreshed; going on with the old ones" >&2

names=()
unknown=()
for entry in "${missing[@]}"; do
    choice=
    for name in ${entry//|/ }; do
        # A name that only others provide is no package of its own: it has no version line.
        shown=$(apt-cache show --no-all-versions "$name" 2>/dev/null || true)
        if [ -z "$choice" ] && [[ $shown == *Version:* ]]; then choice=$name; fi
    done
    if [ -n "$choice" ]; then names+=("$choice"); else unknown+=("$entry"); fi
done
[ ${#unknown[@]} -eq 0 ] || echo "setup: apt does not know ${unknown[*]//|/ or }; going on without" >&2
[ ${#names[@]} -gt 0 ] || exit 0

if ! output=$(apt_get install --yes --no-install-recommends "${names[@]}" 2>&1); then
    printf '%s\nsetup: apt could not install: %s; going on without\n' "$output" "${names[*]}" >&2
fi
