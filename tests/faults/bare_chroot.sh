#!/usr/bin/env bash
# Prove the README's two commands on a bare Debian 12 that has nothing but python3.
#
#   sudo tests/faults/bare_chroot.sh [WORKING FOLDER, default /tmp/zhuance-bare]
#
# Needs root, debootstrap, git and a network. The committed state is tested, not the working tree.
# A proxy (http_proxy, https_proxy), PIP_INDEX_URL and the certificate file named by PIP_CERT are
# handed on. Mounts live in a namespace of their own and vanish with it.
set -euo pipefail

if [ "${1-}" != --inside ]; then
  exec unshare --mount --pid --fork "$0" --inside "${1-/tmp/zhuance-bare}"
fi

project=$(cd "$(dirname "$0")/../.." && pwd)
folder=$2
fresh=$folder/fresh
root=$folder/root
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

mkdir -p "$folder"
if [ ! -d "$fresh" ]; then
  debootstrap --variant=minbase --include=python3 bookworm "$fresh.part" "$mirror" >"$folder/debootstrap.log"
  mv "$fresh.part" "$fresh"
fi

# Every run begins from the bare system again.
rm -rf "$root"
cp -a "$fresh" "$root"
git clone --quiet --no-hardlinks "$project" "$root/root/zhuance"
cp /etc/resolv.conf "$root/etc/resolv.conf"
if [ -n "${PIP_CERT-}" ]; then
  cp -L "$PIP_CERT" "$root/root/certificates.crt"
fi
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --make-rslave "$root/dev"

inside() {
  echo "== $*"
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    ${PIP_INDEX_URL:+PIP_INDEX_URL="$PIP_INDEX_URL"} \
    ${PIP_CERT:+PIP_CERT=/root/certificates.crt} \
    chroot "$root" /bin/sh -c "cd /root/zhuance && $*"
}

dpkg --root="$root" --get-selections | wc -l | sed 's/$/ packages to begin with/'
failed=
inside python3 dev.py test || failed+=" test"
inside python3 dev.py run || failed+=" run"
inside python3 dev.py run || failed+=" run-again"
if [ -n "$failed" ]; then
  echo "bare Debian 12: failed:$failed" >&2
  exit 1
fi
echo "bare Debian 12: both commands work"
