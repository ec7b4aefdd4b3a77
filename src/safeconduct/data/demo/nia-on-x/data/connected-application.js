window.YTD.connected_application.part0 = [
  {
    "connectedApplication": {
      "name": "Which biscuit are you?",
      "permissions": [
        "read",
        "write"
      ],
      "approvedAt": "2021-03-02T20:00:00.000Z",
      "id": "1"
    }
  }
]
