/** The Tabler outline icons the app uses. The build draws exactly these into /icons.svg, one <symbol id="name"> each. */
export const ICONS = [
  // tiles
  "sunrise",
  "umbrella",
  "walk",
  "messages",
  "heart-handshake",
  "briefcase",
  "book-2",
  "stretching-2",
  "palette",
  "home-heart",
  "mail-opened",
  "armchair",
  "pencil",
  // tabs
  "sun",
  "tree",
  "menu-2",
  // help
  "lifebuoy",
  "phone",
  "message",
  "ambulance",
  "eye-off",
  "wifi-off",
  "x",
  // the rest
  "lock",
  "shield-lock",
  "device-mobile",
  "device-mobile-check",
  "device-mobile-plus",
  "server",
  "volume",
  "leaf",
  "list",
  "plus",
  "clock",
  "check",
  "printer",
  "language",
  "info-circle",
  "alert-circle",
  "chevron-right",
  "chevron-left",
  "arrow-left",
  "camera",
  "photo",
  "id",
  "trash",
  "refresh",
] as const;

export type IconName = (typeof ICONS)[number];

/** These show a direction of reading, so they turn round in right-to-left languages. */
export const FLIPPED: ReadonlySet<IconName> = new Set([
  "walk",
  "book-2",
  "list",
  "chevron-right",
  "chevron-left",
  "arrow-left",
]);
