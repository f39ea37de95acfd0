/// What is doubtful in a set as a whole; exact, nothing is sampled.
enum SetChecks {
    static func findings(of set: AgreementSet) -> [Diagnostic] { [] }
}
