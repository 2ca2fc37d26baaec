/** The build reads Fluent files as text. */
declare module "*.ftl" {
  const text: string;
  export default text;
}
