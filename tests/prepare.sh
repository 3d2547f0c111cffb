#!/usr/bin/env bash
# What the tests need from Debian: a browser, fonts, PostgreSQL. As root it is installed;
# anybody else is told what is missing. Never calls sudo.
set -euo pipefail
packages=(chromium fonts-nanum fonts-noto-cjk postgresql tesseract-ocr tesseract-ocr-kor procps)
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "The tests need these Debian packages: ${missing[*]}" >&2
  echo "Install them as root:  apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing for the tests: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
# A database server of its own is started by the tests; Debian's need not run.
apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
