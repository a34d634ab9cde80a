/** +62 812-3456-7890, as staff read it aloud; a number of another country stays whole. */
export const spacedPhone = (phone: string): string =>
  phone.replace(/^\+62(\d{3})(\d{3,4})(\d{3,})$/, '+62 $1-$2-$3');
