/** Shares of 0–1, as the simulator has them, are shown and typed in per cent everywhere. */
export const toPercent = (share) => String(Math.round(share * 1e4) / 100);

export const toShare = (percent) => Math.round(Number(percent) * 1e6) / 1e8;
