/** How our messages are named in what Meta echoes back (`biz_opaque_callback_data`). */
export interface CallbackData {
  write: (id: number) => string;
  /** The message's id; undefined when another program, or another database on the same number, wrote it. */
  read: (data: string) => number | undefined;
}

/** @param instance tells this database from others on the same number; without a dot. */
export function callbackDataOf(instance: string): CallbackData {
  return {
    write: (id) => `${instance}.${id}`,
    read: (data) => {
      const [name, id] = data.split('.');
      return name === instance && /^\d{1,15}$/.test(id ?? '') ? Number(id) : undefined;
    },
  };
}
