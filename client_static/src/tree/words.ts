/** The tree's own words. */
import WORDS from "../../locales/en.tree.ftl";
import { addWords } from "../ui/text.ts";

addWords("en", WORDS);
