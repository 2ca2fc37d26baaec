/** The phones that open this tree: what each is called, since when, and how one is taken off. */
import { useEffect, useState } from "preact/hooks";
import type { Phone } from "../diary/model.ts";
import { dayOf } from "../today/day.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { Forgetting } from "./forgetting.tsx";

export function nameOf(phone: Phone): string {
  return phone.name || t(phone.mine ? "phone-this" : "phone-other");
}

export function Phones() {
  const diary = useDiary();
  const [naming, setNaming] = useState<Phone | null>(null);
  const [leaving, setLeaving] = useState<Phone | null>(null);
  const [forgetting, setForgetting] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => void diary.lookAtPhones(), [diary]);
  const takeOff = async (phone: Phone) => {
    setLeaving(null);
    const done = await diary.takeOffPhone(phone.id);
    setFailed(!done);
    if (done) say(t("phone-off"));
  };
  return (
    <>
      <TopBar title={t("phones")} backTo="more" />
      <main class="page">
        <p class="lead">{t("phones-what")}</p>
        {failed && <p role="alert">{t("phone-no-network")}</p>}
        <ul class="places">
          {diary.phones.value.map((phone) => (
            <li key={phone.id}>
              <span class="badge">
                <Icon name={phone.mine ? "device-mobile-check" : "device-mobile"} size={28} />
              </span>
              <div class="phone">
                <h2>{nameOf(phone)}</h2>
                <p>
                  {phone.mine && phone.name !== "" && <>{t("phone-this")} · </>}
                  {t("phone-since", { day: longDay(dayOf(new Date(phone.added)), today()) })}
                </p>
                <p class="phone-acts">
                  <button type="button" class="link text-link" onClick={() => setNaming(phone)}>
                    {t("phone-name-it")}
                  </button>
                  {phone.mine && (
                    <button type="button" class="link text-link" onClick={() => setForgetting(true)}>
                      {t("phone-forget")}
                    </button>
                  )}
                  {!phone.mine && (
                    <button type="button" class="link text-link" onClick={() => setLeaving(phone)}>
                      {t("phone-take-off")}
                    </button>
                  )}
                </p>
              </div>
            </li>
          ))}
        </ul>
        <Button icon="device-mobile-plus" onPress={() => go("add-phone")}>
          {t("add-phone")}
        </Button>
      </main>
      {naming && <Naming phone={naming} onClose={() => setNaming(null)} />}
      {forgetting && (
        <Forgetting
          title={t("phone-forget-ask")}
          stay={t("leave-it")}
          forget={t("phone-forget")}
          onClose={() => setForgetting(false)}
        >
          <p>{t("phone-forget-what")}</p>
        </Forgetting>
      )}
      {leaving && (
        <Sheet title={t("phone-take-off-ask", { name: nameOf(leaving) })} onClose={() => setLeaving(null)}>
          <p>{t("phone-take-off-what")}</p>
          <p>{t("phone-take-off-not")}</p>
          <Pair>
            <Button onPress={() => setLeaving(null)}>{t("leave-it")}</Button>
            <Button onPress={() => takeOff(leaving)}>{t("phone-take-off")}</Button>
          </Pair>
        </Sheet>
      )}
    </>
  );
}

function Naming({ phone, onClose }: { phone: Phone; onClose: () => void }) {
  const diary = useDiary();
  const [name, setName] = useState(phone.name);
  const keep = async () => {
    await diary.namePhone(phone.id, name.trim());
    say(t("saved-here"));
    onClose();
  };
  return (
    <Sheet title={t("phone-name-it")} onClose={onClose}>
      <label class="field">
        <span>{t("phone-name")}</span>
        <input autocomplete="off" value={name} maxLength={40} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
