#!/usr/bin/env bash
# The catalogue of translated texts: what ui/ says, gathered anew, and compiled.
#
#   tools/strings.sh [CATALOGUE.ts]
#
# Translations already there stay; texts no longer in the sources go; new ones are left unfinished
# (edit the .ts, run again). Another path than ui/translations/counter_en.ts serves the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
catalogue=${1:-ui/translations/counter_en.ts}
bin=${BIN:-.venv/bin}

# The gallery is for developers, who read the source language.
mapfile -t sources < <(find ui -name '*.py' -not -path 'ui/widgets/gallery/*' | LC_ALL=C sort)

# lupdate reads calls of `translate` and `self.tr` only. What passes through another name stands
# here again, in the context where it is looked up when the program runs.
also=$(mktemp --suffix .py)
trap 'rm -f "$also"' EXIT
cat >"$also" <<'PYTHON'
# ui/widgets/papers.py, _titles: translate under the name `say`
translate("PaperHeader", "Chính")
translate("PaperHeader", "Ch.thực")
translate("PaperHeader", "Chụp")
# ui/clerk/reception/slip.py, Promise: tr of the widget handed over, whatever its class
translate("QObject", "{n} bản, trả ngay tại quầy")
translate("QObject", "Trả ngay, thu")
PYTHON

"$bin"/pyside6-lupdate "${sources[@]}" "$also" -ts "$catalogue" \
    -source-language vi -target-language en -no-obsolete -locations none
"$bin"/pyside6-lrelease "$catalogue" -qm "${catalogue%.ts}.qm"
