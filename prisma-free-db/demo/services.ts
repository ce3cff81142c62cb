/** Where the services come from: the application, or anything that gives them by class. */
export interface Services {
  get<Service>(type: abstract new (...needs: never[]) => Service): Service;
}
