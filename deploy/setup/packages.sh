#!/usr/bin/env bash
# Installs the Debian packages that are missing; asks for nothing when none is.
set -euo pipefail

# build: C libraries and what Swift itself needs to compile and link
build=(ca-certificates curl git make gcc libc6-dev libstdc++-12-dev binutils pkg-config
       libpq-dev libxml2-dev zlib1g-dev libssl-dev libpango1.0-dev libargon2-dev)
# run: the database, the confined reading of drawings, the fonts of reports
run=(postgresql postgresql-contrib bubblewrap poppler-utils fonts-noto-cjk tzdata)
# check: independent tools that the demo and the tests compare with
check=(qpdf unzip zip openssl python3 python3-venv shellcheck procps golang-go golang-golang-x-mod-dev)
wanted=("${build[@]}" "${run[@]}" "${check[@]}")

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    # Another distribution: say what is needed instead of guessing its package names.
    missing=()
    command -v pkg-config >/dev/null || missing+=(pkg-config)
    for library in libpq libxml-2.0 zlib libcrypto pangocairo libargon2; do
        pkg-config --exists "$library" 2>/dev/null || missing+=("$library (pkg-config)")
    done
    for program in curl git make gcc psql bwrap pdftoppm qpdf unzip zip openssl python3; do
        command -v "$program" >/dev/null || missing+=("$program")
    done
    if [ "${#missing[@]}" -gt 0 ]; then
        printf 'setup: this is not Debian; please install what provides:\n' >&2
        printf '  %s\n' "${missing[@]}" >&2
        printf 'On Debian 12 these are: %s\n' "${wanted[*]}" >&2
        exit 1
    fi
    exit 0
fi

missing=()
for package in "${wanted[@]}"; do
    # A package of another architecture or only half removed does not count.
    state=$(dpkg-query --show --showformat '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    [ "${state:0:2}" = ii ] || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    sudo=()
elif command -v sudo >/dev/null; then
    sudo=(sudo)
else
    printf 'setup: Debian packages are missing and there is no sudo. As root, run:\n  apt-get update && apt-get install -y %s\n' "${missing[*]}" >&2
    exit 1
fi
printf 'setup: installing %s\n' "${missing[*]}"

apt() {
    # Another apt may be at work (unattended upgrades on a new machine): wait for it instead of failing.
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        apt-get -qq -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

log=$(mktemp)
dropin=
finish() {
    status=$?
    [ -z "$dropin" ] || "${sudo[@]}" rm -f "$dropin"
    if [ "$status" -ne 0 ]; then
        tail -n 30 "$log" >&2
        printf 'setup: apt-get failed (above). Once its cause is mended, run the same make target again, or by hand:\n  apt-get update && apt-get install -y %s\n' "${missing[*]}" >&2
    fi
    rm -f "$log"
}
trap finish EXIT

apt update >"$log" 2>&1
case " ${missing[*]} " in
    *' postgresql '*)
        # Debian starts a database cluster of its own on port 5432 with the first server package. We run our own: keep it from doing so,
        # this once. The drop-in goes away again, because how later packages behave is the machine's owner's business.
        apt install --yes --no-install-recommends postgresql-common >>"$log" 2>&1
        folder=/etc/postgresql-common/createcluster.d
        if [ -z "$(ls -A /etc/postgresql 2>/dev/null)" ]; then
            "${sudo[@]}" mkdir -p "$folder"
            dropin=$folder/lianshen.conf
            printf 'create_main_cluster = false\n' | "${sudo[@]}" tee "$dropin" >/dev/null
        fi
        ;;
esac
apt install --yes --no-install-recommends "${missing[@]}" >>"$log" 2>&1
