/** What a message asks for. `suspend` is the grey zone: perhaps a stop, so marketing waits until we know. */
export type Intent = 'opt_out' | 'suspend' | 'opt_in' | 'handoff' | 'data_rights' | 'language' | 'other';

export interface Understanding {
  intent: Intent;
  /** 0..1; how sure the rules are of the intent. */
  confidence: number;
  /** Set when the words name one topic only; all their words for it, for matching against topic names. */
  scope?: { topicWords: string[] };
  /** With `language`: the language asked for; absent when they name none, or one we do not speak. */
  language?: string;
  /** With `data_rights`: which right (UU PDP Pasal 5 to 8). `origin`: where their number or data came from. */
  right?: 'access' | 'erase' | 'correct' | 'origin';
  /**
   * With `opt_out` or `suspend`: what else their words say, so that the answer can be human. With `handoff`: why they
   * are led to a person unasked (`angry`, `vulnerable`).
   */
  reason?: 'wrong_number' | 'deceased' | 'never_signed_up' | 'angry' | 'vulnerable';
}

/** What the conversation knows and the words alone do not tell. */
export interface Context {
  /** The last thing we sent was a broadcast. */
  afterBroadcast?: boolean;
  /** The last thing we sent asked something: yes or no, or which topic. */
  question?: 'yes_no' | 'topic';
  /** A person of ours is talking with them: bare stops and refusals mean what the two talk about, unless they name us. */
  ticket?: boolean;
}

/** The commands of voice.md, section 3. */
export type Keyword =
  | 'stop'
  | 'start'
  | 'preferences'
  | 'agent'
  | 'my_data'
  | 'delete_my_data'
  | 'indonesian'
  | 'english';
