import { randomBytes } from 'node:crypto';
import axios from 'axios';

/**
 * Meta's call when a webhook address is set: our server must answer the challenge
 * (Meta docs: webhooks/create-webhook-endpoint). True when it did.
 */
export async function verifyWebhook(url: string, verifyToken: string): Promise<boolean> {
  const challenge = randomBytes(8).toString('hex');
  const params = { 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verifyToken };
  try {
    const answer = await axios.get<string>(url, {
      params,
      proxy: false,
      timeout: 10_000,
      responseType: 'text',
      transformResponse: (text: string) => text,
    });
    return answer.status === 200 && answer.data === challenge;
  } catch {
    return false;
  }
}
