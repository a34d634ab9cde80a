/** Until src/understanding exports them. */
export function answer(text: string): 'yes' | 'no' | number | undefined {
  const said = text.trim().toLowerCase();
  if (/^[0-9]{1,2}$/.test(said)) return Number(said);
  if (/^(ya|iya|y|boleh|setuju|oke|yes)$/.test(said)) return 'yes';
  return /^(tidak|gak|nggak|no)$/.test(said) ? 'no' : undefined;
}
export function matchChoice(text: string, titles: readonly string[]): number | undefined {
  const said = text.trim().toLowerCase();
  const index = titles.findIndex((title) => {
    const own = title.toLowerCase();
    return said === own || said === own.split(/[\s,]+/)[0];
  });
  return index < 0 ? undefined : index;
}
