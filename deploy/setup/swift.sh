#!/usr/bin/env bash
# Makes sure that there is a Swift toolchain of at least 6.3; fetches 6.3.1 for Debian 12, signature checked, when there is none.
set -euo pipefail

version=6.3.1
least=6.3
if [ "$(id -u)" -eq 0 ]; then home=/opt/swift-$version; else home=${HOME:?}/.local/share/swift-$version; fi

case $(uname -m) in
    x86_64) platform=debian12 ;;
    aarch64) platform=debian12-aarch64 ;;
    *) platform= ;;
esac
name=swift-$version-RELEASE-$platform
url=https://download.swift.org/swift-$version-release/$platform/swift-$version-RELEASE/$name.tar.gz

refuse() {
    cat >&2 <<TEXT
setup: $1

The product needs a Swift toolchain, $least or later. To install it by hand:
  1. on a machine that reaches swift.org, fetch
       $url
     and the same address with .sig;
  2. check it:   curl -fsSL https://swift.org/keys/all-keys.asc | gpg --import
                 gpg --verify $name.tar.gz.sig $name.tar.gz
  3. unpack it:  mkdir -p $home && tar -xzf $name.tar.gz -C $home --strip-components=1
  4. run the same make target again (the Makefile looks into $home).
Any other way to a swift in PATH will do: https://www.swift.org/install/linux
TEXT
    exit 1
}

if command -v swift >/dev/null; then
    found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
    [ -n "$found" ] || refuse "swift is in PATH ($(command -v swift)) but does not run; its libraries may be missing (swift --version tells)."
    if [ "$(printf '%s\n%s\n' "$least" "$found" | sort -V | head -n 1)" = "$least" ]; then exit 0; fi
    refuse "the Swift in PATH ($(command -v swift)) is $found."
fi

[ -n "$platform" ] || refuse "there is no Swift toolchain for $(uname -m) to fetch."
# shellcheck disable=SC1091  # absent only where the next test fails anyway
[ "$(. /etc/os-release 2>/dev/null && printf '%s-%s' "${ID:-}" "${VERSION_ID:-}")" = debian-12 ] || refuse "no Swift in PATH, and only Debian 12 is fetched for."

packages=(gnupg2 libcurl4-openssl-dev libedit2 libncurses-dev libpython3-dev libsqlite3-0 libz3-dev uuid-dev)
sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 install --yes --no-install-recommends "${packages[@]}" >/dev/null \
    || refuse "the Debian packages that Swift needs could not be installed: ${packages[*]}"

printf 'setup: fetching Swift %s (about 900 MB) to %s\n' "$version" "$home"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
progress=--silent
[ -t 2 ] && progress=--progress-bar
fetch() { curl --fail --location --show-error "$progress" --retry 3 --connect-timeout 20 --output "$2" "$1"; }
fetch "$url" "$work/$name.tar.gz" || refuse "$url could not be fetched."
fetch "$url.sig" "$work/$name.tar.gz.sig" || refuse "the signature of the toolchain could not be fetched."
fetch https://swift.org/keys/all-keys.asc "$work/keys.asc" || refuse "the keys of swift.org could not be fetched."
# A key ring of its own: the machine's owner did not ask us to trust anybody.
mkdir -m 700 "$work/ring"
gpg --homedir "$work/ring" --quiet --import "$work/keys.asc" || refuse "the keys of swift.org could not be read."
gpg --homedir "$work/ring" --quiet --trust-model always --verify "$work/$name.tar.gz.sig" "$work/$name.tar.gz" \
    || refuse "the signature of the toolchain is NOT good; nothing was installed."

# Unpacked beside and renamed, so that a half-written toolchain is never taken for a whole one.
parent=$(dirname "$home")
mkdir -p "$parent"
new=$(mktemp -d "$parent/.swift-XXXXXX")
tar -xzf "$work/$name.tar.gz" -C "$new" --strip-components=1
chmod 755 "$new"
rm -rf "$home"
mv "$new" "$home"
"$home/usr/bin/swift" --version >/dev/null 2>&1 || refuse "the fetched toolchain in $home does not run."
