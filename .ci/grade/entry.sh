#!/bin/sh
# The command of the container. Its root may be read-only: katas are compiled in /work, beside a copy of
# what was built into the image.
set -eu
export SHOUSI_CACHE="${SHOUSI_CACHE:-$HOME/shousi}"
mkdir -p "$SHOUSI_CACHE"
cp -R --update=none /usr/local/share/shousi/. "$SHOUSI_CACHE"
exec cargo-kata "$@"
