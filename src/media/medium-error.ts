/** Why a file is not entered, or its record not changed. */
export type MediumFault =
  | 'not_found'
  | 'already_exists'
  /** More bytes than Meta takes of this type. */
  | 'too_large'
  /** Its name ends like nothing that can be sent. */
  | 'not_sendable'
  /** Its bytes are not what its name says. */
  | 'type_mismatch'
  /** A picture that cannot be unpacked, or only to more pixels than any phone shows. */
  | 'broken_picture'
  /** A WebP that is no sticker: not 512 x 512, or a still one of more than 100 KB. */
  | 'no_sticker'
  /** `flows/media/rights.yaml` holds it: it is changed there. */
  | 'held_by_file'
  | 'withdrawn';

export class MediumError extends Error {
  override readonly name = 'MediumError';
  readonly fault: MediumFault;
  constructor(fault: MediumFault) {
    super(`the medium cannot be used: ${fault}`);
    this.fault = fault;
  }
}
