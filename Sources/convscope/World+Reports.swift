import Commands
import Ground
import Synchronization
import Tensors
import Training

extension World {
  /// What lesson checks need of this machine.
  var reportSources: CommandReport.Sources {
    CommandReport.Sources(
      loader: loader, networks: networks,
      evaluation: { arguments in
        .object(try arguments.report(in: self, language: .english).members)
      },
      training: { arguments in
        // A claim leaves nothing behind, and says nothing about a clock.
        let environment = TrainingEnvironment(
          catalog: self.catalog, cores: self.cores, runsFolder: nil, measuresTime: false)
        let session = try TrainingSession(arguments.options, in: environment)
        let lines = Mutex<[JSON]>([])
        session.runToEnd { event in
          if let line = event.json { lines.withLock { $0.append(line) } }
        }
        return lines.withLock { $0 }
      })
  }
}
