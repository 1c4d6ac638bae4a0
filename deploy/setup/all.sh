#!/usr/bin/env bash
# All set-up of a machine that builds, tests or runs the product. Safe to run twice; quick when nothing is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

"$here/packages.sh"
"$here/swift.sh"
"$here/python.sh"
