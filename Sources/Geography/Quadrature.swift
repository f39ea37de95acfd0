/// Gauss-Legendre quadrature with eight points.
enum Quadrature {
    private static let points: [(place: Double, weight: Double)] = [
        (0.183_434_642_495_649_8, 0.362_683_783_378_362_0), (0.525_532_409_916_328_99, 0.313_706_645_877_887_29),
        (0.796_666_477_413_626_74, 0.222_381_034_453_374_47), (0.960_289_856_497_536_23, 0.101_228_536_290_376_26),
    ]

    /// The mean of a function over an interval.
    /// - Parameters:
    ///   - from: where the interval begins.
    ///   - to: where it ends.
    ///   - function: the function; smooth over the interval.
    /// - Returns: the mean.
    static func mean(_ from: Double, _ to: Double, _ function: (Double) -> Double) -> Double {
        let (middle, half) = ((from + to) / 2, (to - from) / 2)
        var sum = 0.0
        for (place, weight) in points {
            sum += weight * (function(middle - half * place) + function(middle + half * place))
        }
        return sum / 2
    }
}
