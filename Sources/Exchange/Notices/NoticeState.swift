/// What became of a notice that went to a partner or came from one: a request for consent, a recall, a loss.
package protocol NoticeState {
    /// The notice that it began with.
    var begun: Notice { get }
    /// The partner's short name.
    var partner: String { get }
    /// Whether the partner sent it.
    var isIncoming: Bool { get }
}

extension ConsentState: NoticeState {
    package var begun: Notice { request }
}

extension RecallState: NoticeState {
    package var begun: Notice { notice }
}

extension LossState: NoticeState {
    package var begun: Notice { notice }
}
