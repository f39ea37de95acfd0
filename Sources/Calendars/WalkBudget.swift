/// How much work a file may make: what asks for more is refused as a whole, so that nothing is left out unsaid.
final class WalkBudget {
    private var steps = CalendarLimits.steps
    private var instances = CalendarLimits.instances

    /// What there was too much of; nil as long as there was not.
    private(set) var fault: CalendarFault?

    /// Whether one more time may be looked at.
    func takeStep() -> Bool {
        steps -= 1
        if steps < 0 { fault = fault ?? .tooMuchWork(CalendarLimits.steps) }
        return fault == nil
    }

    /// Whether one more instance may be given.
    func takeInstance() -> Bool {
        instances -= 1
        if instances < 0 { fault = fault ?? .tooManyInstances(CalendarLimits.instances) }
        return fault == nil
    }
}
