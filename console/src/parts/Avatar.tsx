const colours = ['#7a5c3e', '#0b6b5d', '#5b4b8a', '#8a3d5a', '#2f5d8a', '#6b6b1f', '#93441f', '#3b6e3b'];

/** Initials on a colour that is always the same for a name. Decoration: the name stands beside it. */
export function Avatar({ name, size = 40 }: { name: string; size?: number }) {
  const letters = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  const initials = name
    .replace(/^\+/, '')
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
  return (
    <span
      aria-hidden
      style={{
        width: size,
        height: size,
        flex: 'none',
        borderRadius: '50%',
        display: 'grid',
        placeItems: 'center',
        background: colours[letters % colours.length],
        color: '#fff',
        fontSize: size * 0.38,
        fontWeight: 600,
      }}
    >
      {initials}
    </span>
  );
}
