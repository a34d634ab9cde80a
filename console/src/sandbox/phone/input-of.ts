import type { BubbleButton, CustomerInput, Message } from '../sandbox-api.js';

/** What a tap on a button of a message sends; nothing for buttons that stay on the phone. */
export function inputOf(message: Message, button: BubbleButton): CustomerInput | undefined {
  const contextId = message.id;
  switch (button.kind) {
    case 'reply':
      return { type: 'button_reply', id: button.value, title: button.title, contextId };
    case 'quick_reply':
      return { type: 'button', payload: button.value, text: button.title, contextId };
    case 'location':
      return { type: 'location', contextId };
    case 'contact':
      return { type: 'contact_share', contextId };
    default:
      return undefined;
  }
}
