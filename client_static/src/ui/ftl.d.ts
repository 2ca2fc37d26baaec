/** What the build reads besides programs: Fluent files as text, and styles. */
declare module "*.ftl" {
  const text: string;
  export default text;
}
declare module "*.css";
