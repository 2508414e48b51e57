/** The simulator's clock as this page knows it: real time plus the last offset heard. */
let offset = 0;

export function setNow(iso) {
  const moment = new Date(iso).getTime();
  if (!Number.isNaN(moment)) offset = moment - Date.now();
}

export const now = () => new Date(Date.now() + offset);
