import type { CountryCode } from 'libphonenumber-js';
import type { Suppression } from '../../contacts/suppression.js';
import type { Store } from '../../store/index.js';
import type { Environment } from '../evidence.js';

/** What imports work with. */
export interface ImportsOptions {
  store: Store;
  suppression: Suppression;
  environment: Environment;
  /** Whose numbers are meant when no country code is written. */
  country: CountryCode;
  /** Where "today" is. */
  timezone: string;
  now: () => number;
  /** Where files are kept until they are done. */
  directory: string;
  /** Webhooks come in faster than they can be handled: imports wait. */
  isBusy?: () => boolean;
  /** Told of what is our own fault. */
  onError?: (error: unknown) => void;
}
