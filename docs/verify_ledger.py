#!/usr/bin/env python3
"""Verifies an exported consent ledger without Izin. The format: docs/ledger.md.

    izin ledger export > ledger.jsonl
    python3 verify_ledger.py ledger.jsonl [--checkpoints COPIES] [--key KEY_ID]

COPIES: your own copies of the folder `checkpoints/`. KEY_ID: the signing key that you noted on a day you trust.
Needs Python 3.9 and `cryptography` (apt install python3-cryptography, or pip install cryptography).
Exit code: 0 in order, 1 faults found, 2 wrong use.
"""
import argparse
import hashlib
import json
import pathlib
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_der_public_key

GENESIS = "0" * 64
faults = []


def canonical(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def signed_by(key, digest, signature):
    try:
        key.verify(bytes.fromhex(signature or ""), bytes.fromhex(digest))
        return True
    except (InvalidSignature, ValueError):
        return False


def check_keys(keys, trusted):
    """Each key is signed by the one before. Returns [(first checkpoint, key id, key)] of those that are."""
    good = []
    for number, k in enumerate(keys, 1):
        statement = [k["number"], k["keyId"], k["publicKey"], k["at"], k["firstCheckpoint"], k["previous"]]
        fits = k["number"] == number and k["keyId"] == sha256(k["publicKey"].encode())[:16]
        if good:
            first, before, key = good[-1]
            fits = fits and k["previous"] == before and k["firstCheckpoint"] >= first
            fits = fits and signed_by(key, sha256(canonical(statement)), k["signature"])
        if not fits:
            faults.append(f"key {number}: not introduced by the key before it")
            break
        good.append((k["firstCheckpoint"], k["keyId"], load_der_public_key(bytes.fromhex(k["publicKey"]))))
    if trusted and trusted not in [key_id for _, key_id, _ in good]:
        faults.append(f"none of the keys is {trusted}")
    return good


def check_checkpoint(c, heads, keys):
    """Root and signature of one checkpoint, also of a copy."""
    if sha256(canonical([c["seq"], c["at"], c["records"], c["previous"], heads])) != c["root"]:
        return "root does not match its heads"
    valid = [key for first, key_id, key in keys if first <= c["seq"]][-1:]
    ids = [key_id for first, key_id, _ in keys if first <= c["seq"]][-1:]
    if ids != [c["keyId"]] or not signed_by(valid[0], c["root"], c["signature"]):
        return "signature does not hold"
    return None


def main(path, copies, trusted):
    keys, signing, roots, seen = [], None, {}, {}  # seen: contact -> [(seq, hash, checkpoint)]
    root, place, counts, end = GENESIS, ("", 0, GENESIS), {"checkpoints": 0, "records": 0}, None

    def remember(c, heads, where):
        for contact, seq, digest in heads:
            seen.setdefault(contact, []).append((seq, digest, f"{where} {c['seq']}"))

    def finish(contact, hashes):
        for seq, digest, where in seen.pop(contact, []):
            if hashes.get(seq) != digest:
                faults.append(f"{contact} #{seq}: not as {where} saw it")

    hashes = {}
    for number, text in enumerate(open(path, encoding="utf-8"), 1):
        try:
            line = json.loads(text)
        except ValueError:
            faults.append(f"line {number}: cannot be read")
            continue
        if "key" in line:
            keys.append(line["key"])
        elif "checkpoint" in line:
            signing = check_keys(keys, trusted) if signing is None else signing
            c, counts["checkpoints"] = line["checkpoint"], counts["checkpoints"] + 1
            wrong = check_checkpoint(c, line["heads"], signing)
            if c["seq"] != counts["checkpoints"] or c["previous"] != root:
                wrong = "does not follow the one before it"
            if wrong:
                faults.append(f"checkpoint {c['seq']}: {wrong}")
            root = roots[c["seq"]] = c["root"]
            remember(c, line["heads"], "checkpoint")
        elif "wording" in line:
            w = line["wording"]
            if sha256(canonical([w["language"], w["text"]])) != w["hash"]:
                faults.append(f"wording {w['hash']}: another text")
        elif "record" in line:
            if counts["records"] == 0 and copies:
                for file in sorted(pathlib.Path(copies).glob("[0-9]*.json")):
                    copy = json.loads(file.read_text("utf-8"))
                    if roots.get(copy["checkpoint"]["seq"]) != copy["checkpoint"]["root"]:
                        faults.append(f"checkpoint {copy['checkpoint']['seq']}: not as your copy")
                        remember(copy["checkpoint"], copy["heads"], "your copy of checkpoint")
            r, counts["records"] = line["record"], counts["records"] + 1
            contact, seq, (before, last, previous) = r[0], r[1], place
            if contact != before:
                finish(before, hashes)
                if contact <= before:
                    faults.append(f"{contact} #{seq}: out of order")
                hashes, last, previous = {}, 0, GENESIS
            if sha256(canonical(r)) != line["hash"]:
                faults.append(f"{contact} #{seq}: hash")
            if seq != last + 1 or r[14] != previous:
                faults.append(f"{contact} #{seq}: does not follow the record before it")
            hashes[seq], place = line["hash"], (contact, seq, line["hash"])
        elif "end" in line:
            end = line["end"]
    finish(place[0], hashes)
    for contact in list(seen):
        finish(contact, {})
    if end != counts:
        faults.append(f"the file is not whole: {counts}, its end says {end}")
    for fault in faults:
        print(fault)
    ids = " ".join(key["keyId"] for key in keys)
    print(f"{'OK' if not faults else f'{len(faults)} FAULTS'}: {counts['records']} records, "
          f"{counts['checkpoints']} checkpoints, keys {ids}")
    return 1 if faults else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--checkpoints", help="your own copies of the checkpoints")
    parser.add_argument("--key", help="the key id that you trust")
    given = parser.parse_args()
    sys.exit(main(given.file, given.checkpoints, given.key))
