#!/usr/bin/env bash
# Every shell script of the repository passes shellcheck.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts=()
while IFS= read -r -d '' file; do
    # By the first line, because some have no ending.
    if head -n 1 "$file" | grep -qE '^#!.*\b(bash|sh)$'; then scripts+=("$file"); fi
done < <(find .ci deploy Benchmarks Tests -name .build -prune -o -type f -size -200k -print0 2>/dev/null)
shellcheck --severity=style "${scripts[@]}"
