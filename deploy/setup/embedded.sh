#!/usr/bin/env bash
# embedded.sh FOLDER…: makes the next build embed the present files of Schemas/.
#
# `swift build` reads the files that Package.swift embeds only when it has no generated source for them yet, so a changed migration would
# stay out of the binary. In every build folder that is named and exists, the generated sources that are older than a file of Schemas/ go.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

for folder in "$@"; do
    [ -d "$folder" ] || continue
    # The configurations below a build folder are links to folders of the platform: -H follows none of those inside, so nothing is met twice.
    while IFS= read -r -d '' generated; do
        [ -z "$(find -H Schemas -type f -newer "$generated" -print -quit)" ] || rm -f "$generated"
    done < <(find -H "$folder" -path '*/checkouts' -prune -o -path '*/repositories' -prune -o -name embedded_resources.swift -print0)
done
