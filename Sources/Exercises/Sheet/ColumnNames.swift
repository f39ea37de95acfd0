/// What lists of injects call their columns, in English, Japanese, French and German, and in the shapes of the programs
/// and templates that planners use.
enum ColumnNames {
    /// The field that a name means, and how well it says so: a lower rank is better.
    ///
    /// Nil for other names.
    static func field(_ name: String) -> (field: InjectField, rank: Int)? { known[Words.folded(name)] }

    private static let known: [String: (field: InjectField, rank: Int)] = {
        var known: [String: (field: InjectField, rank: Int)] = [:]
        for (field, names) in listed {
            for (rank, name) in names.enumerated() {
                let folded = Words.folded(name)
                if known[folded] == nil { known[folded] = (field, rank) }
            }
        }
        return known
    }()

    /// The names of each field, the plainest first.
    private static let listed: [(InjectField, [String])] = [
        (
            .number,
            [
                "number", "no", "no.", "#", "inject number", "inject no", "inject no.", "inject #", "inject id",
                "MSEL #", "MSEL no",
                "MSEL number", "MSEL item", "serial", "serial number", "serial no", "ser", "id", "item", "item #",
                "event #",
                "event no", "event number", "control number", "ref", "reference", "番号", "通番", "項番", "No", "付与番号",
                "状況番号", "整理番号",
                "numéro", "n°", "numéro d'inject", "nº d'inject", "numéro d'incident", "réf", "référence", "nummer",
                "nr", "nr.",
                "lfd. nr.", "lfd nr", "laufende nummer", "einlage nr", "einlagennummer", "ord", "delivery number",
            ]
        ),
        (
            .day,
            [
                "date", "day", "play date", "event date", "exercise day", "日付", "日", "月日", "実施日", "jour", "datum",
                "tag", "übungstag",
            ]
        ),
        (
            .time,
            [
                "time", "date/time", "date time", "dtg", "inject time", "event time", "start time", "planned time",
                "scheduled time",
                "trigger time", "delivery time", "time of inject", "timing", "when", "move time", "start",
                "local time",
                "exercise time", "play time", "scheduled", "時刻", "時間", "日時", "付与時刻", "付与日時", "実施時刻", "予定時刻", "heure",
                "date/heure", "date et heure", "horaire", "heure d'injection", "gdh", "groupe date-heure", "uhrzeit",
                "zeit",
                "zeitpunkt", "datum/zeit", "datum/uhrzeit", "einspielzeit", "depends duration",
            ]
        ),
        (
            .zone,
            [
                "zone", "time zone", "timezone", "tz", "place", "place of clock", "時間帯", "標準時", "タイムゾーン", "fuseau",
                "fuseau horaire", "zeitzone",
            ]
        ),
        (
            .title,
            [
                "title", "inject title", "inject name", "name", "subject", "short title", "event title", "headline",
                "topic",
                "short description", "summary", "題名", "件名", "タイトル", "名称", "表題", "状況名", "titre", "intitulé", "objet",
                "nom", "titel",
                "betreff", "bezeichnung", "kurztitel", "name der einlage",
            ]
        ),
        (
            .storyline,
            [
                "storyline", "story line", "story", "thread", "theme", "vignette", "scenario", "ストーリーライン", "ストーリー",
                "筋書", "筋書き", "シナリオ", "想定", "trame", "fil", "scénario", "handlungsstrang", "szenar", "szenario",
            ]
        ),
        (
            .event,
            [
                "event", "main event", "major event", "MEL event", "master event", "主要事象", "イベント", "事象", "主要状況",
                "événement", "évènement", "événement principal", "ereignis", "hauptereignis",
            ]
        ),
        (
            .incident,
            [
                "incident", "MIL incident", "sub event", "インシデント", "事案", "小事象", "incident principal", "vorfall",
                "zwischenfall", "teilereignis",
            ]
        ),
        (
            .inject,
            [
                "inject", "inject type", "type", "event type", "category", "kind", "付与", "状況付与", "種別", "区分",
                "type d'inject", "type", "catégorie", "art", "typ", "einlage", "art der einlage", "kategorie",
            ]
        ),
        (
            .from,
            [
                "from", "sender", "played by", "simulated sender", "sent by", "source", "from org",
                "from organization", "origin",
                "発信者", "送信者", "発信元", "付与元", "発", "差出人", "de", "expéditeur", "émetteur", "origine", "joué par", "von",
                "absender",
                "gespielt von",
            ]
        ),
        (
            .to,
            [
                "to", "recipient", "recipients", "recipient player(s)", "recipient players", "receiver", "audience",
                "training audience",
                "target", "to org", "to organization", "assigned to", "team", "teams", "player", "players",
                "addressee", "targeted players",
                "宛先", "受信者", "受領者", "付与先", "対象", "対象者", "訓練対象", "宛", "à", "destinataire", "destinataires", "public",
                "audience d'entraînement",
                "équipe", "an", "empfänger", "adressat", "übungstruppe", "zielgruppe", "übende",
            ]
        ),
        (
            .means,
            [
                "means", "method", "delivery method", "inject mode", "mode", "medium", "media", "channel", "delivery",
                "means of delivery",
                "inject method", "delivery mode", "how", "method of delivery", "手段", "伝達手段", "付与手段", "方法", "付与方法",
                "媒体", "moyen", "moyens",
                "mode", "canal", "vecteur", "mode de transmission", "mittel", "medium", "übermittlung",
                "übermittlungsart", "weg",
                "kanal", "einspielweg",
            ]
        ),
        (
            .text,
            [
                "text", "inject text", "content", "message", "details", "detail", "inject description",
                "event description",
                "description", "body", "inject content", "script", "narrative", "message text", "本文", "内容", "付与内容",
                "状況", "電文", "文面",
                "説明", "texte", "contenu", "message à transmettre", "description de l'événement", "inhalt",
                "nachricht", "wortlaut",
                "beschreibung", "einlagetext",
            ]
        ),
        (
            .expected,
            [
                "expected action", "expected actions", "expected response", "expected outcome",
                "expected player action",
                "expected player actions", "expected outcome of player action", "expected result",
                "expected reaction", "expectations",
                "expected", "anticipated response", "期待行動", "期待される行動", "期待する行動", "予期行動", "予期される対応", "期待する対応",
                "action attendue",
                "actions attendues", "réaction attendue", "réponse attendue", "résultat attendu", "erwartete aktion",
                "erwartete reaktion", "erwartete maßnahme", "erwartete maßnahmen", "erwartetes handeln",
            ]
        ),
        (
            .objective,
            [
                "objective", "objectives", "training objective", "exercise objective", "objective(s)", "capability",
                "core capability",
                "target capability", "TO", "objectives/notes", "objective/notes", "目標", "訓練目標", "演習目標", "目的",
                "objectif", "objectifs",
                "objectif d'entraînement", "ziel", "ziele", "übungsziel", "ausbildungsziel",
            ]
        ),
        (
            .responsible,
            [
                "responsible", "opr", "owner", "controller", "responsible controller", "responsible party", "poc",
                "point of contact",
                "author", "event manager", "sme", "lead", "inject owner", "担当", "担当者", "統制官", "統制部", "責任者", "付与担当",
                "responsable",
                "animateur", "contrôleur", "direx", "verantwortlich", "verantwortlicher", "zuständig",
                "leitungsdienst",
            ]
        ),
        (
            .state,
            [
                "state", "status", "inject status", "event status", "状態", "状況区分", "進捗", "ステータス", "実施状況", "état",
                "statut", "avancement", "zustand", "stand", "bearbeitungsstand",
            ]
        ),
        (
            .dependency,
            [
                "dependency", "dependencies", "depends on", "depends", "predecessor", "predecessors", "after",
                "linked to", "trigger", "prerequisite", "parent", "parent inject", "依存", "前提", "先行", "先行付与", "前提条件",
                "dépendance", "dépend de", "prérequis", "prédécesseur", "abhängigkeit", "abhängig von", "vorgänger",
                "voraussetzung",
            ]
        ),
        (
            .remarks,
            [
                "remarks", "remark", "notes", "note", "comments", "comment", "controller notes", "備考", "注記", "メモ",
                "特記事項", "remarques", "remarque", "observations", "commentaires", "bemerkung", "bemerkungen",
                "anmerkung", "anmerkungen", "hinweise",
            ]
        ),
    ]

    /// The plain English names, for lists that come from no sheet.
    static func plain(_ field: InjectField) -> String {
        switch field {
        case .number: "Number"
        case .day: "Date"
        case .time: "Time"
        case .zone: "Zone"
        case .title: "Title"
        case .storyline: "Storyline"
        case .event: "Event"
        case .incident: "Incident"
        case .inject: "Inject"
        case .from: "From"
        case .to: "To"
        case .means: "Means"
        case .text: "Text"
        case .expected: "Expected action"
        case .objective: "Objective"
        case .responsible: "Responsible"
        case .state: "State"
        case .dependency: "Dependency"
        case .remarks: "Remarks"
        }
    }
}
