/** Said once on an iPhone, whose browser clears what was not opened for a week. Either answer ends it. */
import { Button, Pair } from "../ui/button.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { answer } from "./device.ts";

export function Offer() {
  const show = () => {
    answer();
    go("home-screen");
  };
  return (
    <section class="notice offer" aria-label={t("on-home-screen")}>
      <p>{t("home-iphone")}</p>
      <Pair>
        <Button onPress={answer}>{t("no-thanks")}</Button>
        <Button onPress={show}>{t("home-show")}</Button>
      </Pair>
    </section>
  );
}
