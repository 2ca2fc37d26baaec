/** Away, nothing shows: for the picture that phones make of an app that is left, with a lock or without (mission 3D). */
export function coverWhenLeft(): void {
  const look = () => document.documentElement.classList.toggle("covered", document.visibilityState === "hidden");
  document.addEventListener("visibilitychange", look);
  look();
}
