/** An app that was put on a home screen as Notes is opened as `/?notes`, and may find no storage of before. */
import "../ui/later_words.ts";
import { language, t } from "../ui/text.ts";
import { chooseLook, LOOKS } from "./look.ts";

const look = LOOKS.find((one) => location.search === `?${one}`);
if (look !== undefined) chooseLook(look, t(`look-${look}`), language.value);
