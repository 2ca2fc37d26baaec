/** What the person must know about the server or the app, in plain words, above everything else. */
import { applyUpdate, newVersionReady } from "../update.ts";
import { useDiary } from "./diary.tsx";
import { Icon } from "./icon.tsx";
import { hasWords, t } from "./text.ts";

export function Notices() {
  const diary = useDiary();
  const alarms = diary.alarms.value;
  return (
    <>
      {alarms.length > 0 && (
        <section class="notice alarm" aria-label={t("alarm-title")}>
          <Icon name="alert-circle" />
          <div>
            <p class="strong">{t("alarm-title")}</p>
            {alarms.map((what) => (
              <p key={what}>{hasWords(`alarm-${what}`) ? t(`alarm-${what}`) : t("alarm-other")}</p>
            ))}
            <p>{t("alarm-safe-here")}</p>
          </div>
        </section>
      )}
      {diary.newPhones.value.map((phone) => (
        <section key={phone.id} class="notice" aria-label={t("phone-new")}>
          <Icon name="device-mobile-plus" />
          <div>
            <p class="strong">{t("phone-new")}</p>
            <p>{t("phone-new-not-you")}</p>
          </div>
          <button type="button" class="button plain" onClick={() => void diary.newPhonesRead()}>
            {t("ok")}
          </button>
        </section>
      ))}
      {diary.restored.value && (
        <section class="notice" aria-label={t("restored")}>
          <Icon name="refresh" />
          <p>{t("restored")}</p>
          <button type="button" class="button plain" onClick={() => void diary.restoredRead()}>
            {t("ok")}
          </button>
        </section>
      )}
      {newVersionReady.value && (
        <section class="notice" aria-label={t("new-version")}>
          <Icon name="refresh" />
          <p>{t("new-version")}</p>
          <button type="button" class="button plain" onClick={() => applyUpdate()}>
            {t("new-version-use")}
          </button>
        </section>
      )}
    </>
  );
}
