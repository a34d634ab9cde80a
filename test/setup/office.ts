const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const ALL_DAY: [string, string][] = [['00:00', '24:00']];

/** Office hours in which it is never closed, whenever a test runs. */
export const ALWAYS_OPEN = { weekly: Object.fromEntries(DAYS.map((day) => [day, ALL_DAY])) };
