/** One number: whose it is, when they answer, and whether it is called or texted. What is shown is what is called. */
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { MOST_NUMBER, MOST_ROW_WORDS, numberOf, rowOf } from "./numbers.ts";
import type { Row } from "./pack.ts";

type By = "tel" | "sms";

interface RowSheetProps {
  readonly row: Row | null; // null: a new one
  readonly others: readonly Row[];
  readonly onKeep: (row: Row) => void;
  readonly onTakeOut: () => void;
  readonly onClose: () => void;
}

export function RowSheet({ row, others, onKeep, onTakeOut, onClose }: RowSheetProps) {
  const [name, setName] = useState(row?.name ?? "");
  const [fact, setFact] = useState(row?.fact ?? "");
  const [number, setNumber] = useState(row?.show ?? "");
  const [by, setBy] = useState<By>(row?.link.startsWith("sms:") ? "sms" : "tel");
  const [tried, setTried] = useState(false);
  const keep = () => {
    setTried(true);
    const key = row?.key ?? freeKey(others);
    const made = name.trim() === "" || fact.trim() === "" ? null : rowOf(name, fact, number, by, key);
    if (made === null) return;
    onKeep(made);
    onClose();
  };
  const takeOut = () => {
    onTakeOut();
    onClose();
  };
  return (
    <Sheet title={t(row === null ? "numbers-add" : "numbers-one")} onClose={onClose}>
      <Field
        label={t("numbers-name")}
        most={MOST_ROW_WORDS}
        value={name}
        problem={tried && name.trim() === "" ? t("numbers-empty") : null}
        onInput={setName}
      />
      <Field
        label={t("numbers-fact")}
        hint={t("numbers-fact-what")}
        most={MOST_ROW_WORDS}
        value={fact}
        problem={tried && fact.trim() === "" ? t("numbers-empty") : null}
        onInput={setFact}
      />
      <Field
        label={t("numbers-number")}
        most={MOST_NUMBER}
        value={number}
        problem={tried && numberOf(number, by) === null ? t("numbers-number-wrong") : null}
        onInput={setNumber}
      />
      <Choice
        legend={t("numbers-by")}
        ways={[
          { way: "tel" as By, words: t("numbers-tel") },
          { way: "sms" as By, words: t("numbers-sms") },
        ]}
        chosen={by}
        onChoose={setBy}
      />
      {row !== null && (
        <Button icon="trash" onPress={takeOut}>
          {t("week-take-out")}
        </Button>
      )}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}

function freeKey(others: readonly Row[]): string {
  for (let at = 1; ; at += 1) if (!others.some(({ key }) => key === `own-${at}`)) return `own-${at}`;
}
