/**
 * The forms that an Indonesian verb root takes in standard and in everyday language: active ("mengirim", "ngirim"),
 * passive ("dikirim", "ke-"), with the endings -kan, -in, -i, -an and their Javanese
 * and Sundanese twins.
 */
export function inflect(root: string): string[] {
  const bases = [root, ...active(root), `di${root}`];
  const endings = ['', 'kan', 'in', 'an', 'no', 'ke', 'keun', 'aken'];
  if (!/[aiueo]$/.test(root)) endings.push('i', 'en');
  return [
    ...new Set([
      ...bases.flatMap((base) => endings.map((ending) => base + ending)),
      `ke${root}`,
      `ter${root}`,
    ]),
  ];
}

function active(root: string): string[] {
  const rest = root.slice(1);
  switch (root[0]) {
    case 'k':
      return [`meng${rest}`, `ng${rest}`, `nge${root}`];
    case 'p':
      return [`mem${rest}`, `m${rest}`, `nge${root}`];
    case 't':
      return [`men${rest}`, `n${rest}`, `nge${root}`];
    case 's':
      return [`meny${rest}`, `ny${rest}`, `nge${root}`, `men${root}`];
    case 'a':
    case 'i':
    case 'u':
    case 'e':
    case 'o':
      return [`meng${root}`, `ng${root}`];
    case 'b':
    case 'f':
      return [`mem${root}`, `m${root}`, `nge${root}`];
    case 'c':
      return [`men${root}`, `ny${rest}`, `nge${root}`];
    case 'd':
    case 'j':
      return [`men${root}`, `n${root}`, `nge${root}`];
    case 'g':
    case 'h':
      return [`meng${root}`, `ng${root}`, `ng${rest}`, `nge${root}`];
    default:
      return [`me${root}`, `nge${root}`];
  }
}
