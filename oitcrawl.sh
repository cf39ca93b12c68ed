#!/usr/bin/env bash
# Sets up what is missing and runs oitcrawl:
#   ./oitcrawl.sh demo        set up, scan the bundled sample agency, write reports/demo/index.html
#   ./oitcrawl.sh test        set up, run all tests
#   ./oitcrawl.sh scan URL    any other command of oitcrawl
# Installs with apt only what is absent; without apt, root or sudo it goes on with less and says what is missing.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)

VENV=$HERE/.venv
say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

apt_install() { # apt_install PACKAGE...: quiet, and no failure when it cannot be done
    have apt-get || return 1
    local as=()
    if [ "$(id -u)" -ne 0 ]; then
        have sudo && sudo -n true 2>/dev/null || return 1
        as=(sudo -n)
    fi
    export DEBIAN_FRONTEND=noninteractive
    if [ -z "${APT_UPDATED:-}" ]; then
        "${as[@]}" apt-get -o DPkg::Lock::Timeout=500 update -qq >/dev/null 2>&1 || true
        APT_UPDATED=1
    fi
    "${as[@]}" apt-get -o DPkg::Lock::Timeout=500 install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

find_python() { # the first Python of at least 3.11
    local python
    for python in python3.13 python3.12 python3.11 python3; do
        if have "$python" && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$python"
            return 0
        fi
    done
    return 1
}

set_up_python() {
    local python wanted stamp=$VENV/.oitcrawl-stamp
    wanted=$(cksum <"$HERE/requirements.lock")
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$VENV/bin/python" -c '' 2>/dev/null && return 0
    python=$(find_python) || { apt_install python3 python3-venv && python=$(find_python); } || {
        say "ต้องมี Python 3.11 ขึ้นไป — ติดตั้งแล้วสั่งใหม่ (Debian/Ubuntu: apt install python3 python3-venv)"
        say "Python 3.11 or newer is needed."
        exit 2
    }
    say "กำลังเตรียมโปรแกรมครั้งแรก (ประมาณ 1 นาที) / setting up, about a minute ..."
    if ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        rm -rf "$VENV"
        "$python" -m venv "$VENV" >/dev/null 2>&1 || {
            rm -rf "$VENV"
            apt_install python3-venv || { say "สร้าง venv ไม่ได้ — สั่ง: sudo apt install python3-venv"; exit 2; }
            "$python" -m venv "$VENV"
        }
    fi
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r "$HERE/requirements.lock" >"$VENV/setup.log" 2>&1 || {
        tail -n 5 "$VENV/setup.log" >&2
        say "ติดตั้งไลบรารีไม่สำเร็จ — ตรวจการเชื่อมต่อเครือข่ายแล้วสั่งใหม่ (บันทึกอยู่ที่ $VENV/setup.log)"
        exit 4
    }
    printf '%s' "$wanted" >"$stamp"
}

have_thai_models() { # Tesseract's Thai model, where the reader looks for it
    local folder
    for folder in "${TESSDATA_PREFIX:-}" /usr/share/tesseract-ocr/*/tessdata /usr/share/tessdata /usr/local/share/tessdata; do
        [ -n "$folder" ] && [ -f "$folder/tha.traineddata" ] && return 0
    done
    return 1
}

set_up_programs() { # set_up_programs demo|test: system programs, every one of them optional
    have pdftotext || apt_install poppler-utils || say "ไม่มี pdftotext: จะอ่าน PDF ด้วยตัวอ่านสำรอง (สั่ง oitcrawl doctor)"
    have_thai_models || apt_install tesseract-ocr tesseract-ocr-tha tesseract-ocr-eng tesseract-ocr-osd ||
        say "ไม่มี Tesseract ภาษาไทย: จะไม่อ่านภาพสแกน (สั่ง oitcrawl doctor)"
    have antiword || apt_install antiword || true
    ldconfig -p 2>/dev/null | grep -q 'libarchive\.so' || apt_install libarchive13 || apt_install libarchive13t64 || true
    [ "$1" = test ] || return 0
    [ -d /usr/share/fonts/truetype/tlwg ] || apt_install fonts-thai-tlwg-ttf || true # pages to be recognised are drawn in them
    have chromium-headless-shell || have chromium || have google-chrome ||
        apt_install chromium-headless-shell || apt_install chromium ||
        say "ไม่มี Chromium: ข้ามการทดสอบในเบราว์เซอร์"
    have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || apt_install postgresql ||
        say "ไม่มี PostgreSQL: ข้ามการทดสอบกับเซิร์ฟเวอร์ฐานข้อมูล (สั่ง: sudo apt install postgresql)"
    # the browser driver's own node needs it, and minimal systems lack it
    ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || apt_install libatomic1 || true
}

command=${1:-help}
set_up_python
case "$command" in
    demo) set_up_programs demo ;;
    test)
        set_up_programs test
        shift
        cd "$HERE"
        exec "$VENV/bin/python" -m pytest "$@"
        ;;
    help) set -- --help ;;
esac
# file names are those of the folder that the caller stands in
exec env PYTHONPATH="$HERE${PYTHONPATH:+:$PYTHONPATH}" "$VENV/bin/python" -m oitcrawl "$@"
