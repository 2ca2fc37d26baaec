/** The English words of the screens that come later: with the first of them, not before the first tap. */
import LATER from "../../locales/en.later.ftl";
import { addWords } from "./text.ts";

addWords("en", LATER);
