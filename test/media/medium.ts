import type { Medium } from '../../src/media/register.js';

/** A picture of ours with whole rights. */
export const MEDIUM: Medium = {
  id: 'poster',
  name: 'poster.jpg',
  sha256: 'a'.repeat(64),
  mime: 'image/jpeg',
  size: 1,
  small: null,
  owner: 'Yayasan Amanah',
  licence: 'own',
  proof: 'Foto oleh Rina',
  people: 'none',
  peopleProof: null,
  expiresAt: null,
  withdrawnAt: null,
  origin: 'api',
  enteredBy: 'rina',
  createdAt: 0,
  updatedBy: 'rina',
  updatedAt: 0,
  withdrawnBy: null,
  withdrawnWhy: null,
};
