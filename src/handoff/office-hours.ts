/** Spans of a day such as `['08:00', '17:00']`, by weekday from Monday (1) to Sunday (7). */
export interface OfficeHours {
  weekly: Record<number, [from: string, to: string][]>;
  /** Days off, `2027-03-20`, each with its name. */
  holidays: { date: string; name: { id: string; en: string } }[];
}

export interface Office {
  open: boolean;
  /** When it opens next, ms; absent while open, and when it never does. */
  opensAt?: number;
  /** The holiday for which it is closed today. */
  holiday?: { id: string; en: string };
}

/** Monday to Friday, 8 to 17. */
export const DEFAULT_HOURS: OfficeHours = {
  weekly: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [['08:00', '17:00']]])),
  holidays: [],
};

/** Whether somebody is there at this moment, and else from when; pure. */
export function officeAt(_hours: OfficeHours, _now: number, _zone: string): Office {
  throw new Error('not there yet');
}
