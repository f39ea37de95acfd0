internal import Dispatch
package import Transport

/// Sends answers at even steps of time after the request came.
///
/// What is held and may not be seen is looked at, and judged, before it is left out: that takes a little longer than nothing. Answers
/// that leave at steps much longer than the difference do not tell it.
package struct AnswerSteps: Sendable {
    /// A step in nanoseconds; 0 for none.
    private let step: UInt64
    private static let queue = DispatchQueue(label: "entente.node.answers")

    /// Steps of a length.
    package init(milliseconds: Int) { step = UInt64(max(milliseconds, 0)) * 1_000_000 }

    /// The time now, to be given back with the answer.
    package var arrival: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Sends an answer at the next step.
    package func send(
        _ response: HTTPResponse,
        since arrival: UInt64,
        _ reply: @escaping @Sendable (HTTPResponse) -> Void
    ) {
        guard step > 0 else { return reply(response) }
        let taken = DispatchTime.now().uptimeNanoseconds - arrival
        let next = DispatchTime(uptimeNanoseconds: arrival + (taken / step + 1) * step)
        Self.queue.asyncAfter(deadline: next) { reply(response) }
    }
}
