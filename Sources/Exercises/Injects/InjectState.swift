/// How far an inject is.
public enum InjectState: String, Sendable, CaseIterable {
    /// It is written, or being written.
    case draft
    /// It is agreed, and waits for its time.
    case planned
    /// It can be sent at once.
    case ready
    /// It was sent.
    case sent
    /// What was expected of it came about, or will not any more.
    case done
    /// It is not sent for now.
    case held
    /// It is not sent at all.
    case cancelled

    /// Whether it was sent: it can only be followed by another one.
    public var isSent: Bool { self == .sent || self == .done }

    /// A state as lists have it, in English, Japanese, French and German; nil for other words.
    public init?(written: String) {
        guard let state = Self.words[Words.folded(written)] else { return nil }
        self = state
    }

    private static let words: [String: InjectState] = {
        let listed: [(InjectState, [String])] = [
            (
                .draft,
                [
                    "draft", "proposed", "in development", "new", "案", "起案", "作成中", "projet", "ébauche", "brouillon",
                    "entwurf", "neu",
                ]
            ),
            (
                .planned,
                [
                    "planned", "approved", "pending", "scheduled", "open", "計画", "予定", "承認", "承認済", "未実施", "planifié",
                    "prévu",
                    "approuvé", "en attente", "geplant", "genehmigt", "offen", "ausstehend",
                ]
            ),
            (.ready, ["ready", "準備完了", "待機", "prêt", "bereit"]),
            (
                .sent,
                [
                    "sent", "injected", "released", "delivered", "executed", "in progress", "送付済", "送信済", "付与済",
                    "実施中", "envoyé",
                    "injecté", "diffusé", "gesendet", "eingespielt", "versandt", "zugestellt",
                ]
            ),
            (
                .done,
                [
                    "done", "completed", "complete", "closed", "finished", "完了", "終了", "実施済", "terminé", "achevé",
                    "clos", "erledigt",
                    "abgeschlossen",
                ]
            ),
            (
                .held,
                [
                    "held", "on hold", "postponed", "delayed", "保留", "延期", "suspendu", "reporté", "zurückgestellt",
                    "verschoben",
                ]
            ),
            (
                .cancelled,
                [
                    "cancelled", "canceled", "dropped", "deleted", "中止", "取消", "annulé", "supprimé", "abgesagt",
                    "gestrichen",
                ]
            ),
        ]
        var words: [String: InjectState] = [:]
        for (state, names) in listed {
            for name in names { words[Words.folded(name)] = state }
        }
        return words
    }()
}
