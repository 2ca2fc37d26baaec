/** In a talk that came from a project: telling those who lead it, and asking for somebody else. No reason is needed. */
import type { Talk } from "../diary/model.ts";
import { Button } from "../ui/button.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { openPlace, useProjects } from "./chosen.ts";

export function TalkWays({ talk }: { talk: Talk }) {
  const place = useProjects()?.ofTalk(talk.id);
  if (!place) return null;
  if (place.role !== null)
    return (
      <Button icon="shield-lock" onPress={() => go("tell")}>
        {t("tell-title")}
      </Button>
    );
  return (
    <>
      <Button icon="refresh" onPress={() => openPlace(place)}>
        {t("talk-another")}
      </Button>
      <Button icon="shield-lock" onPress={() => go("tell")}>
        {t("report-title")}
      </Button>
    </>
  );
}
