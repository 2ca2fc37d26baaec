/** The languages there are words for, each in its own name. English is in the program; the others are files of their own. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  en: "English",
  cy: "Cymraeg",
  so: "Soomaali",
  pt: "Português",
  es: "Español",
  pl: "Polski",
  ar: "العربية",
};
