/** What the build reads besides programs: Fluent files as text, and styles. */
declare module "*.ftl" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: a text loader has no other name for it
  export default text;
}
declare module "*.css";
