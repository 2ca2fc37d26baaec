/** Safe and private: what is kept where, in plain words, and what nobody can do. */
import { useEffect, useState } from "preact/hooks";
import { isInstalled, isIphone } from "../install/device.ts";
import { KeepingLine } from "../today/keeping.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { CardTried } from "./card.tsx";

const PLACES: readonly { icon: IconName; key: string }[] = [
  { icon: "device-mobile", key: "safe-phone" },
  { icon: "server", key: "safe-server" },
  { icon: "eye-off", key: "safe-nobody" },
];

export function Safe() {
  const diary = useDiary();
  const persisted = usePersisted();
  return (
    <>
      <TopBar title={t("safe")} backTo="more" />
      <main class="page">
        <p class="lead">{t("only-you")}</p>
        <ul class="places">
          {PLACES.map(({ icon, key }) => (
            <li key={key}>
              <span class="badge">
                <Icon name={icon} size={28} />
              </span>
              <div>
                <h2>{t(key)}</h2>
                <p>{t(`${key}-what`)}</p>
              </div>
            </li>
          ))}
        </ul>
        <h2>{t("safe-now")}</h2>
        <ul class="facts">
          <li>
            <KeepingLine />
          </li>
          <li>{t("safe-phones", { phones: diary.phones.value.length })}</li>
          <li>
            {t(diary.cardMade.value ? "safe-card-made" : "safe-card-not")} <CardTried />
          </li>
          {persisted !== null && <li>{t(persisted)}</li>}
          {isIphone() && !isInstalled() && <li>{t("safe-iphone")}</li>}
        </ul>
        <div class="stack">
          <Button icon="users" onPress={() => go("shared")}>
            {t("you-share")}
          </Button>
          <Button icon="id" onPress={() => go("card")}>
            {t("your-12-words")}
          </Button>
          <Button icon="device-mobile" onPress={() => go("phones")}>
            {t("phones")}
          </Button>
          {!diary.borrowed.value && (
            <Button icon="lock" onPress={() => go("lock")}>
              {t("the-lock")}
            </Button>
          )}
          {!diary.borrowed.value && (
            <Button icon="device-mobile-check" onPress={() => go("home-screen")}>
              {t("on-home-screen")}
            </Button>
          )}
          <Button icon="leaf" onPress={() => go("copy")}>
            {t("safe-copy")}
          </Button>
        </div>
        <h2>{t("safe-cannot")}</h2>
        <ul class="facts">
          <li>{t("safe-cannot-lost")}</li>
          <li>{t("safe-cannot-unlocked")}</li>
          <li>{t("safe-cannot-server-sees")}</li>
          <li>{t("safe-cannot-code")}</li>
        </ul>
      </main>
    </>
  );
}

/** Whether the browser promised to keep this storage; null until it answers. It is asked, never waited for. */
function usePersisted(): string | null {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    const ask = async () => ((await navigator.storage.persisted()) ? "safe-persisted" : "safe-not-persisted");
    ask().then(setSaid, () => setSaid("safe-unknown")); // some browsers have no such thing to ask
  }, []);
  return said;
}
